import type { Fixed, Model as Of, Shared } from "./kit/types.js";

/** The traits of EssayMap. */
export interface Traits extends Shared {
  fixed: Fixed & { filters: string[] };
  claims: any[];
  sentences: any[];
  chapters: any[];
  selected: number[];
  filters: Record<string, any>;
  chapter: number | null;
  layer: string;
}

export type Model = Of<Traits>;
