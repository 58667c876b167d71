// What a page holds back: what cards say, and what is said in other languages than its own. It stands in files; which they
// are, this script is told, and is brought itself with the first of them.

const learnt = new WeakMap(); // model -> the names of the files that it has

/**
 * Bring what is said in a language into the values of a model.
 * @param {any} given page, number of the model, model, brought(kept), which brings a value or throws, and what is held back
 * @param {string} language
 */
const learn = (given, language) => Promise.all(parts(given, language).map((part) => take(given, language, part)));

/** The files of a language that hold something of a model. */
function parts({ page, number, tongues }, language) {
  const own = Object.values(page.models[number]);
  return (tongues[language] ?? []).filter(({ of }) => own.some((each) => of.includes(each)));
}

/** @param {any} given */
async function take({ page, number, model, languages, brought }, language, { of, ...kept }) {
  const texts = await brought(kept);
  if (!learnt.has(model)) learnt.set(model, new Set());
  if (learnt.get(model).has(kept.name)) return;
  learnt.get(model).add(kept.name);
  of.forEach((value, at) => {
    const said = texts[at].values();
    for (const [name, its] of Object.entries(page.models[number]))
      if (its === value) join(model.get(name), languages, language, said);
  });
}

/**
 * Put what a language says into a value, in the order in which `parted` in tongues.py took it out.
 * @param {any} value
 * @param {string[]} languages all of the page
 * @param {string} language
 * @param {Iterator<any>} texts
 */
export function join(value, languages, language, texts) {
  if (!value || typeof value !== "object") return;
  const keys = Object.keys(value);
  if (Array.isArray(value)) for (const each of value) join(each, languages, language, texts);
  else if (!keys.length || !keys.every((each) => languages.includes(each)))
    for (const each of keys.sort()) join(value[each], languages, language, texts);
  else {
    const said = texts.next().value;
    if (said) value[language] = said;
  }
}

/**
 * Bring all that is held back of a model; tell(traits) is called as often as some of it is there.
 * @param {any} given
 * @param {(traits?: Record<string, any>) => void} tell
 */
const all = (given, tell) =>
  Promise.all([
    ...(given.later[given.number] ?? []).map(async (kept) => tell(await given.brought(kept))),
    ...Object.keys(given.tongues).map(async (language) => tell(void (await learn(given, language)))),
  ]);

/** held: {later, tongues, languages}, as `_shared` in __init__.py says. */
export default (held) => ({
  learn: (given, language) => learn({ ...given, ...held }, language),
  all: (given, tell) => all({ ...given, ...held }, tell),
});
