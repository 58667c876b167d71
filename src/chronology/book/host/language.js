// The reader's language: it holds for every widget of a page, those of its Python too, and for the next page.

import { memory } from "../../widgets/kit/memory.js";

/** @import { Plain } from "../cells/cells-types.js" */

const remembered = memory("chronology-language");
globalThis.chronologyModels ??= [];
const models = globalThis.chronologyModels; // in the order in which they were made, by whichever script

/** Put a model into the language of the page, which from then on it changes and follows; gives when it speaks it. */
export function inReadersLanguage(/** @type {Plain} */ model) {
  models.push(model);
  if (!model.get("language")) return;
  const known = (language) => model.get("fixed")?.languages?.some(([each]) => each === language);
  models.language ??= [remembered.get(), model.get("language")].find(known);
  model.on("change:language", (_, chosen) => {
    remembered.set(chosen);
    models.language = chosen;
    for (const other of models)
      if (other.get("language")) {
        other.set("language", chosen);
        other.save_changes();
      }
  });
  return known(models.language) && model.set("language", models.language);
}
