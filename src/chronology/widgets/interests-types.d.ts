import type { Fixed, Model as Of, Shared } from "./kit/types.js";

/** The traits of Interests. */
export interface Traits extends Shared {
  fixed: Fixed & {
    whose: string[];
    rows: Record<string, [field: string, values: string[]]>;
    judgements: string[];
  };
  claims: any[];
  traces: Record<string, string[]>;
  records: Record<string, any>;
  selected: string[];
  group: string;
  filters: Record<string, any>;
  judgements: Record<string, string>;
}

export type Model = Of<Traits>;
