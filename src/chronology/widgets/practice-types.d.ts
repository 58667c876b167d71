import type { Model as Of, Shared } from "./kit/types.js";

/** The traits of Practice. */
export interface Traits extends Shared {
  questions: any[];
  answers: Record<string, any>;
  tries: Record<string, number>;
  name: string;
}

export type Model = Of<Traits>;
