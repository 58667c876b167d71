/** What the build puts before the script: words of the edition, verdict -> [sign, name], and where the claims stand. */
declare const JUDGING: {
  words: Record<string, string>;
  verdicts: Record<string, [sign: string, name: string]>;
  claims: { file: string; name: string };
};
