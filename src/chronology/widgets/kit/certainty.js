// How certain something is, as a sign beside the word: the more dashed, the less. A disc is an event.

export const CERTAIN = { seen: "━", mixed: "╍", knowledge: "┄", none: "?" };
