// The words of judging in the language of the edition, which the build has put before the script (book/judging).

/** A text with its values in place. */
export const said = (key, values = {}) =>
  JUDGING.words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const signOf = (verdict) => JUDGING.verdicts[verdict]?.[0] ?? "";
export const nameOf = (verdict) => JUDGING.verdicts[verdict]?.[1] ?? "";

/** Sign and name of a verdict. */
export const signed = (verdict) => `${signOf(verdict)} ${nameOf(verdict)}`;

/** What the reader said beside what the course says. */
export const compared = (mine, course) =>
  mine === course
    ? said("same", { verdict: signed(course) })
    : said("differ", { mine: signed(mine), course: signed(course) });
