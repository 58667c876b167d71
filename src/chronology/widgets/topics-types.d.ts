import type { asked } from "./topics-rules.js";
import type { Model as Of, Shared } from "./kit/types.js";

/** The traits of Topics. */
export interface Traits extends Shared {
  records: any[];
  topics: string[];
  fields: string[];
  topic: string;
  years: number[];
  in_essay: string;
  view: string;
  measure: string;
  selected: string[];
}

export type Model = Of<Traits>;
export type Scene = ReturnType<typeof asked>;
/** A scene with its columns, and how many events the fullest cell has. */
export type Grid = Scene & { columns: any[]; most: number; crowded: boolean };
