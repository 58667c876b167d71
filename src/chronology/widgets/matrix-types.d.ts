import type { asked } from "./matrix-rules.js";
import type { Fixed, Model as Of, Shared } from "./kit/types.js";

/** The traits of DocumentMatrix. */
export interface Traits extends Shared {
  fixed: Fixed & { fields: [filter: string, field: string][] };
  documents: any[];
  lists: { principles: string[]; topics: string[]; fields: string[]; type: string[]; force: string[]; claims: Record<string, string> };
  works: Record<string, [cited: string, language: string]>;
  columns: string;
  scope: string;
  sort: string;
  group: string;
  filters: Record<string, any>;
  selected: string[];
  cell: string[];
}

export type Model = Of<Traits>;
export type Scene = ReturnType<typeof asked>;
