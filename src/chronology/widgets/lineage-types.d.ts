import type { asked } from "./lineage-rules.js";
import type { Model as Of, Shared } from "./kit/types.js";

/** The traits of Lineage. */
export interface Traits extends Shared {
  bodies: any[];
  register: string;
  ids: string[];
  filters: Record<string, any>;
  selected: string;
  day: string;
  view: string[];
}

export type Model = Of<Traits>;
export type Scene = ReturnType<typeof asked>;
