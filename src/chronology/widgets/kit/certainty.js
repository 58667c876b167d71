// How certain something is, as a sign beside the word.

export const CERTAIN = { seen: "●", mixed: "◐", knowledge: "○", none: "?" };
